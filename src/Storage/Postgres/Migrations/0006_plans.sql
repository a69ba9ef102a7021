-- Plans are kept, and those made while a table is empty must still be good when it is full. With two indexes that begin with
-- the experiment, such a plan looked a candidate up by its experiment alone and read them all. So nothing but the primary
-- key may find a candidate or an attempt by its experiment: the other one is on an expression now, and the one of open
-- attempts names the candidate.
create unique index candidate_configuration on candidate ((configuration_key || '/' || experiment), epochs);
alter table candidate drop constraint candidate_experiment_configuration_key_epochs_key;
drop index attempt_open;
create index attempt_open on attempt (experiment, candidate) where ended_at is null;

-- An event is inserted by way of its experiment's counter, which has the reference; asking again for each event was a
-- lock on the experiment's row each time, shared by all writers.
alter table event drop constraint event_experiment_fkey;
