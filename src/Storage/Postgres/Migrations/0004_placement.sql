-- Where a candidate's next step may be done (null: anywhere), what training it takes by estimate, in bytes, and the latency
-- where it was measured as a step of its own.
alter table candidate
    add column device         text,
    add column memory         bigint,
    add column latency_ms     double precision,
    add column latency_p95_ms double precision;
