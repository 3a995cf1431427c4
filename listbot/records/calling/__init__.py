"""What mails and looks at the clock do about meetings: invitations, regrets, what is due. Pure."""
