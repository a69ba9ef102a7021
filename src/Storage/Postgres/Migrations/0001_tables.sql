-- The tables of SQLite's version 1 with the names and words they have there. Times are milliseconds since 1970, JSON is
-- text: a row that was damaged by hand must be readable as far as it goes.

create table experiment (
    seq          bigint generated always as identity primary key,
    id           text    not null unique,
    name         text    not null,
    number       integer not null,
    operation_id text    not null unique,
    spec         text    not null,
    dataset      text    not null,
    state        text    not null,
    reason       text,
    version      bigint  not null,
    created_at   bigint  not null,
    finished_at  bigint,
    unique (name, number)
);
create index experiment_by_state on experiment (state, seq);

-- One row beside each experiment: its lock puts the experiment's events in order, and an update does not copy the spec.
create table event_counter (
    experiment text   primary key references experiment (id),
    last       bigint not null
) with (fillfactor = 10);

create table candidate (
    experiment         text    not null references experiment (id),
    number             integer not null check (number > 0),
    configuration_key  text    not null,
    stage              text    not null,
    configuration      text    not null,
    epochs             integer not null,
    state              text    not null,
    attempts           integer not null default 0 check (attempts >= 0),
    crashes            integer not null default 0 check (crashes >= 0),
    out_of_memory      integer not null default 0 check (out_of_memory >= 0),
    infrastructure     integer not null default 0 check (infrastructure >= 0),
    failure            text,
    metrics            text,
    predicted_accuracy double precision,
    parent             integer,
    started_at         bigint,
    finished_at        bigint,
    primary key (experiment, number),
    unique (experiment, configuration_key, epochs)
);
create index candidate_ready on candidate (experiment, number) where state = 'ready';
create index candidate_open on candidate (experiment, number) where state not in ('completed', 'failed', 'pruned');

create table attempt (
    experiment  text    not null,
    candidate   integer not null,
    number      integer not null check (number > 0),
    owner       text    not null,
    lease_ms    bigint  not null,
    opened_at   bigint  not null,
    expires_at  bigint  not null,
    first_epoch integer,
    last_epoch  integer,
    ended_at    bigint,
    cause       text,
    message     text,
    primary key (experiment, candidate, number),
    foreign key (experiment, candidate) references candidate (experiment, number)
);
create index attempt_by_expiry on attempt (expires_at) where ended_at is null;
create index attempt_open on attempt (experiment) where ended_at is null;

create table epoch (
    experiment        text             not null,
    candidate         integer          not null,
    epoch             integer          not null check (epoch > 0),
    attempt           integer          not null,
    loss              double precision not null,
    validation_loss   double precision not null,
    accuracy          double precision not null,
    step_time_ms      double precision not null,
    images_per_second double precision not null,
    seconds           double precision not null,
    recorded_at       bigint           not null,
    primary key (experiment, candidate, epoch),
    foreign key (experiment, candidate, attempt) references attempt (experiment, candidate, number)
);

create table checkpoint (
    experiment  text    not null,
    candidate   integer not null,
    epoch       integer not null,
    attempt     integer not null,
    path        text    not null,
    size        bigint  not null,
    sha256      text    not null,
    recorded_at bigint  not null,
    primary key (experiment, candidate),
    foreign key (experiment, candidate, attempt) references attempt (experiment, candidate, number)
);

create table event (
    experiment text    not null references experiment (id),
    sequence   bigint  not null,
    at         bigint  not null,
    kind       text    not null,
    candidate  integer,
    detail     text    not null,
    primary key (experiment, sequence)
);
