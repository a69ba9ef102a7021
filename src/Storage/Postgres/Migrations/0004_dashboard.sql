-- What the dashboard keeps: notes and tags, the audit log, notices on their way. Keys are ordered byte by byte.
create table dashboard_record (
    kind     text   not null,
    key      text   collate "C" not null,
    content  text   not null,
    saved_at bigint not null,
    primary key (kind, key)
);
