"""What is overdue and should be reported: posts that never came back, letters that wait
for approval.
"""
