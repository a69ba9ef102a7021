-- What Orleans' ADO.NET providers for clustering and reminders (10.4) need. They know one table, OrleansQuery, and read
-- from it once, at their start, the text of each query by its key; parameters and columns by name are their contract,
-- tables and SQL are ours. Every change of the membership is a compare and set on the version of the cluster's row.

create table orleansquery (
    querykey  text primary key,
    querytext text not null
);

create table cluster (
    id      text    primary key,
    version integer not null default 0
);

create table silo (
    cluster       text        not null references cluster (id),
    address       text        not null,
    port          integer     not null,
    generation    integer     not null,
    name          text        not null,
    host          text        not null,
    status        integer     not null,
    gateway_port  integer     not null,
    suspect_times text,
    started_at    timestamptz not null,
    alive_at      timestamptz not null,
    primary key (cluster, address, port, generation)
);

create table reminder (
    service    text        not null,
    grain      text        not null,
    name       text        not null,
    grain_hash integer     not null,
    starts_at  timestamptz not null,
    period_ms  bigint      not null,
    version    integer     not null default 0,
    primary key (service, grain, name)
);
create index reminder_by_hash on reminder (service, grain_hash);

-- The columns by the names the provider reads.
create view membership_silo as
select
    cluster, address, port, generation, name as siloname, host as hostname, status, gateway_port as proxyport,
    suspect_times as suspecttimes, started_at as starttime, alive_at as iamalivetime
from silo;

create view reminder_row as
select service, grain_hash, grain as grainid, name as remindername, starts_at as starttime, period_ms as period, version
from reminder;

insert into orleansquery (querykey, querytext) values

('InsertMembershipVersionKey', $query$
    with added as (
        insert into cluster (id) values (@DeploymentId) on conflict do nothing returning id
    )
    select exists (select 1 from added)
$query$),

('MembershipReadAllKey', $query$
    select k.version, s.*
    from cluster k
    left join membership_silo s on s.cluster = k.id
    where k.id = @DeploymentId
$query$),

('MembershipReadRowKey', $query$
    select k.version, s.*
    from cluster k
    left join membership_silo s on s.cluster = k.id
        and s.address = @Address and s.port = @Port and s.generation = @Generation
    where k.id = @DeploymentId
$query$),

('GatewaysQueryKey', $query$
    select address, gateway_port as proxyport, generation
    from silo
    where cluster = @DeploymentId and status = @Status and gateway_port > 0
$query$),

('InsertMembershipKey', $query$
    with raised as (
        update cluster
        set version = version + 1
        where id = @DeploymentId and version = @Version and not exists (
            select 1 from silo
            where cluster = @DeploymentId and address = @Address and port = @Port and generation = @Generation
        )
        returning id
    ),
    added as (
        insert into silo (
            cluster, address, port, generation, name, host, status, gateway_port, started_at, alive_at
        )
        select id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
        from raised
        returning cluster
    )
    select exists (select 1 from added)
$query$),

('UpdateMembershipKey', $query$
    with raised as (
        update cluster
        set version = version + 1
        where id = @DeploymentId and version = @Version and exists (
            select 1 from silo
            where cluster = @DeploymentId and address = @Address and port = @Port and generation = @Generation
        )
        returning id
    ),
    changed as (
        update silo s
        set status = @Status, suspect_times = @SuspectTimes, alive_at = greatest(s.alive_at, @IAmAliveTime)
        from raised
        where s.cluster = raised.id and s.address = @Address and s.port = @Port and s.generation = @Generation
        returning s.cluster
    )
    select exists (select 1 from changed)
$query$),

('UpdateIAmAlivetimeKey', $query$
    update silo
    set alive_at = greatest(alive_at, @IAmAliveTime)
    where cluster = @DeploymentId and address = @Address and port = @Port and generation = @Generation
$query$),

('DeleteMembershipTableEntriesKey', $query$
    with silos as (delete from silo where cluster = @DeploymentId)
    update cluster set version = version + 1 where id = @DeploymentId
$query$),

-- All dead silos (6) that have not been heard of since then. Providers of 10.4 have the next query and do not use this one.
('CleanupDefunctSiloEntriesKey', $query$
    delete from silo
    where cluster = @DeploymentId and status = 6 and alive_at < @IAmAliveTime and started_at < @IAmAliveTime
$query$),

-- One dead silo (6), if its row is still the one that was read.
('CleanupDefunctSiloEntryKey', $query$
    delete from silo
    where cluster = @DeploymentId and address = @Address and port = @Port and generation = @Generation
        and status = 6 and alive_at = @IAmAliveTime and started_at = @StartTime
        and coalesce(suspect_times, '') = coalesce(@SuspectTimes, '')
$query$),

('ReadReminderRowsKey', $query$
    select * from reminder_row
    where service = @ServiceId and grainid = @GrainId
$query$),

('ReadReminderRowKey', $query$
    select * from reminder_row
    where service = @ServiceId and grainid = @GrainId and remindername = @ReminderName
$query$),

-- A range of the ring of hashes; the second one where it goes over the end of the numbers.
('ReadRangeRows1Key', $query$
    select * from reminder_row
    where service = @ServiceId and grain_hash > @BeginHash and grain_hash <= @EndHash
$query$),

('ReadRangeRows2Key', $query$
    select * from reminder_row
    where service = @ServiceId and (grain_hash > @BeginHash or grain_hash <= @EndHash)
$query$),

('UpsertReminderRowKey', $query$
    insert into reminder as r (service, grain, name, grain_hash, starts_at, period_ms)
    values (@ServiceId, @GrainId, @ReminderName, @GrainHash, @StartTime, @Period)
    on conflict (service, grain, name) do update
    set grain_hash = excluded.grain_hash, starts_at = excluded.starts_at, period_ms = excluded.period_ms,
        version = r.version + 1
    returning version
$query$),

('DeleteReminderRowKey', $query$
    with deleted as (
        delete from reminder
        where service = @ServiceId and grain = @GrainId and name = @ReminderName and version = @Version
        returning version
    )
    select exists (select 1 from deleted)
$query$),

('DeleteReminderRowsKey', $query$
    delete from reminder where service = @ServiceId
$query$);
