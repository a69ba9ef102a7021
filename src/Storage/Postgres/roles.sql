-- Groups without a password, to grant to the users that log in:
--   create role nas login password '…'; grant nascluster_app to nas;
-- The role that runs this owns the tables and is the only one that may change them.

do $$
begin
    -- Two at once: the second one finds the role made, under its name or as a duplicate key.
    begin
        create role nascluster_app nologin;
    exception when duplicate_object or unique_violation then null;
    end;
    begin
        create role nascluster_read nologin;
    exception when duplicate_object or unique_violation then null;
    end;
end
$$;

revoke all on schema nascluster from public;
revoke all on all tables in schema nascluster from public;
grant usage on schema nascluster to nascluster_app, nascluster_read;

grant select, insert, update, delete on all tables in schema nascluster to nascluster_app;
grant usage on all sequences in schema nascluster to nascluster_app;
revoke insert, update, delete on nascluster.migration, nascluster.orleansquery from nascluster_app;
grant select on all tables in schema nascluster to nascluster_read;

-- Tables of later migrations.
alter default privileges in schema nascluster grant select, insert, update, delete on tables to nascluster_app;
alter default privileges in schema nascluster grant usage on sequences to nascluster_app;
alter default privileges in schema nascluster grant select on tables to nascluster_read;
