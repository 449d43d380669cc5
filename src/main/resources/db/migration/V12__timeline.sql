-- What has happened to a task, with times. A program from before this column leaves it as it is.
alter table task add column timeline text not null default '';
