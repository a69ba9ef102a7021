namespace NasCluster.Storage.Sqlite;

/// <summary>The tables. Strict, so that a hand edit with a value of another type is refused by SQLite itself.</summary>
internal static class SqliteSchema
{
    /// <summary>Tables of version 1.</summary>
    /// <remarks>
    /// No column has a check on its words: a newer program may know more of them. Times are milliseconds since 1970. An
    /// attempt's first and last epoch say how much it trained; what it repeated is that less the epochs it recorded.
    /// </remarks>
    public const string Create = """
        create table schema_version (version integer not null) strict;

        create table experiment (
            seq          integer primary key autoincrement,
            id           text    not null unique,
            name         text    not null,
            number       integer not null,
            operation_id text    not null unique,
            spec         text    not null,
            dataset      text    not null,
            state        text    not null,
            reason       text,
            version      integer not null,
            created_at   integer not null,
            finished_at  integer,
            unique (name, number)
        ) strict;
        create index experiment_by_state on experiment (state, seq);

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
            predicted_accuracy real,
            parent             integer,
            started_at         integer,
            finished_at        integer,
            primary key (experiment, number),
            unique (experiment, configuration_key, epochs)
        ) strict;
        create index candidate_by_state on candidate (experiment, state, number);

        create table attempt (
            experiment  text    not null,
            candidate   integer not null,
            number      integer not null check (number > 0),
            owner       text    not null,
            lease_ms    integer not null,
            opened_at   integer not null,
            expires_at  integer not null,
            first_epoch integer,
            last_epoch  integer,
            ended_at    integer,
            cause       text,
            message     text,
            primary key (experiment, candidate, number),
            foreign key (experiment, candidate) references candidate (experiment, number)
        ) strict;
        create index attempt_by_expiry on attempt (expires_at) where ended_at is null;

        create table epoch (
            experiment        text    not null,
            candidate         integer not null,
            epoch             integer not null check (epoch > 0),
            attempt           integer not null,
            loss              real    not null,
            validation_loss   real    not null,
            accuracy          real    not null,
            step_time_ms      real    not null,
            images_per_second real    not null,
            seconds           real    not null,
            recorded_at       integer not null,
            primary key (experiment, candidate, epoch),
            foreign key (experiment, candidate, attempt) references attempt (experiment, candidate, number)
        ) strict;

        create table checkpoint (
            experiment  text    not null,
            candidate   integer not null,
            epoch       integer not null,
            attempt     integer not null,
            path        text    not null,
            size        integer not null,
            sha256      text    not null,
            recorded_at integer not null,
            primary key (experiment, candidate),
            foreign key (experiment, candidate, attempt) references attempt (experiment, candidate, number)
        ) strict;

        create table event (
            experiment text    not null references experiment (id),
            sequence   integer not null,
            at         integer not null,
            kind       text    not null,
            candidate  integer,
            detail     text    not null,
            primary key (experiment, sequence)
        ) strict, without rowid;
        """;

    /// <summary>Tables that were added since and that older programs of the same version do without.</summary>
    public const string Additions = """
        create table if not exists latency_table (
            device   text    not null,
            subject  text    not null,
            content  text    not null,
            saved_at integer not null,
            primary key (device, subject)
        ) strict;

        create table if not exists supernet_epoch (
            experiment text    not null,
            candidate  integer not null,
            epoch      integer not null,
            content    text    not null,
            primary key (experiment, candidate, epoch),
            foreign key (experiment, candidate, epoch) references epoch (experiment, candidate, epoch)
        ) strict;

        create table if not exists dashboard_record (
            kind     text    not null,
            key      text    not null,
            content  text    not null,
            saved_at integer not null,
            primary key (kind, key)
        ) strict, without rowid;
        """;

    /// <summary>Columns that were added since; the last one tells whether they are there.</summary>
    public const string AddPlacement = """
        alter table candidate add column device text;
        alter table candidate add column memory integer;
        alter table candidate add column latency_ms real;
        alter table candidate add column latency_p95_ms real;
        """;
}
