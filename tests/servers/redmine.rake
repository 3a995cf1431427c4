# Fills a new Redmine: what its installer loads, the people of the tests, and the project and the
# role that docs/trackers.md tells the admin to make. Its keys go into keys.json.

load '/usr/share/redmine/Rakefile'

task :fill => ['db:migrate'] do
  ActiveRecord::Base.connection.schema_cache.clear!
  ActiveRecord::Base.descendants.each(&:reset_column_information)
  Rake::Task['redmine:load_default_data'].invoke
  Setting.rest_api_enabled = '1'
  Setting.notified_events = []

  person = lambda do |login, name, admin = false|
    made = User.new(:firstname => name, :lastname => 'Test', :mail => "#{login.downcase}@example.org",
                    :language => 'en')
    made.login = login
    made.admin = admin
    made.password = made.password_confirmation = 'secret-1234'
    made.pref.hide_mail = false
    made.save!
    made
  end
  User.where(:login => 'admin').destroy_all
  admin = person['root', 'Root', true]
  people = { 'listbot' => person['listbot', 'Help'], 'ana' => person['ana', 'Ana'],
             'Tim' => person['Tim', 'Tim'] }

  desk = Role.new(:name => 'Help desk', :assignable => false)
  desk.permissions = ENV.fetch('PERMISSIONS').split(',').map(&:to_sym)
  desk.save!
  manager = Role.find_by!(:name => 'Manager')
  desk.copy_workflow_rules(manager)
  %w[infra other].each do |name|
    project = Project.create!(:name => name.capitalize, :identifier => name, :is_public => false,
                              :enabled_module_names => ['issue_tracking'], :trackers => Tracker.all.to_a)
    people.each do |login, who|
      role = login == 'listbot' ? desk : manager
      Member.create!(:project => project, :principal => who, :roles => [role])
    end
  end
  keys = people.merge('admin' => admin).transform_values(&:api_key)
  File.write("#{ENV.fetch('LISTBOT_REDMINE')}/keys.json", keys.to_json)
end
