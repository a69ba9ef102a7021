-- What a fault did to an experiment: L lost, D doubled, Z accepted writes of lost attempts, R epochs repeated, O open
-- attempts, C wrong charges, U ends without a cause, retries. $1 experiment, $2 budget, $3 charges its candidates deserve.
-- Read by tests/Faults.Tests and by eng/compose-faults.
select
  (select count(*) from candidate where experiment = $1 and state not in ('completed', 'failed', 'pruned')),
  (select coalesce(sum(n - 1), 0) from (
      select count(*) n from event where experiment = $1 and kind in ('completed', 'failed', 'pruned')
        and candidate is not null group by candidate) finals)
    + (select count(*) from candidate c where experiment = $1 and
        (select count(*) from attempt a where a.experiment = $1 and a.candidate = c.number
            and a.cause in ('crash', 'timeout', 'protocol')) <> c.crashes)
    + (select count(*) from candidate c where experiment = $1 and
        (select count(*) from attempt a where a.experiment = $1 and a.candidate = c.number
            and a.cause = 'infrastructure') <> c.infrastructure)
    + greatest(0, (select count(*) from candidate where experiment = $1 and stage <> 'final') - $2),
  (select count(*) from epoch e join attempt a
      on a.experiment = e.experiment and a.candidate = e.candidate and a.number = e.attempt
      where e.experiment = $1 and (e.recorded_at > a.ended_at or exists (
          select 1 from attempt l where l.experiment = e.experiment and l.candidate = e.candidate
            and l.number > e.attempt and l.opened_at < e.recorded_at)))
    + (select count(*) from attempt a join candidate c on c.experiment = a.experiment and c.number = a.candidate
      where a.experiment = $1 and a.cause = 'completed' and a.number <> c.attempts),
  (select coalesce(sum(last_epoch - first_epoch + 1), 0) from attempt where experiment = $1)
    - (select count(*) from epoch where experiment = $1),
  (select count(*) from attempt a join experiment e on e.id = a.experiment
      where e.id = $1 and e.state in ('completed', 'failed', 'cancelled') and a.ended_at is null),
  (select coalesce(sum(crashes + out_of_memory), 0) from candidate where experiment = $1) - $3,
  (select count(*) from attempt where experiment = $1 and ended_at is not null and cause is null)
    + (select count(*) from candidate where experiment = $1 and state = 'failed' and failure is null),
  (select coalesce(sum(greatest(attempts - 1, 0)), 0) from candidate where experiment = $1)
