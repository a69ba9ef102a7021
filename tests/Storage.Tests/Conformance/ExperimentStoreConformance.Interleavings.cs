using NasCluster.Storage.Tests.Shared;

namespace NasCluster.Storage.Tests.Conformance;

public abstract partial class ExperimentStoreConformance
{
    private const int StepsOfARun = 600;

    /// <summary>Each counts rows that must not be there, whatever happened before.</summary>
    private static readonly (string Rule, string Sql)[] Invariants =
    [
        (
            "a candidate has at most one final event",
            """
            select count(*) from (
                select 1 from event where kind in ('completed', 'failed', 'pruned')
                group by experiment, candidate having count(*) > 1
            ) twice
            """
        ),
        (
            "a candidate is final exactly when an event says so",
            """
            select count(*) from candidate c
            where (c.state in ('completed', 'failed', 'pruned')) <> exists (
                select 1 from event v
                where v.experiment = c.experiment and v.candidate = c.number
                    and v.kind in ('completed', 'failed', 'pruned')
            )
            """
        ),
        (
            "an epoch of a candidate is kept once, with one event",
            """
            select count(*) from candidate c
            where (
                select count(distinct p.epoch) from epoch p where p.experiment = c.experiment and p.candidate = c.number
            ) <> (
                select count(*) from event v
                where v.experiment = c.experiment and v.candidate = c.number and v.kind = 'epoch'
            )
            """
        ),
        (
            "attempts are counted",
            """
            select count(*) from candidate c
            where c.attempts <> (
                select count(*) from attempt a where a.experiment = c.experiment and a.candidate = c.number
            )
            """
        ),
        (
            "a running candidate has one open attempt, its last; others have none",
            """
            select count(*) from candidate c
            where (case when c.state = 'running' then c.attempts else 0 end) <> (
                select coalesce(sum(a.number), 0) from attempt a
                where a.experiment = c.experiment and a.candidate = c.number and a.ended_at is null
            )
            """
        ),
        (
            "infrastructure losses are charged as such, once",
            """
            select count(*) from candidate c
            where c.infrastructure <> (
                select count(*) from attempt a
                where a.experiment = c.experiment and a.candidate = c.number and a.cause = 'infrastructure'
            )
            """
        ),
        ("an ended attempt has a cause", "select count(*) from attempt where (ended_at is null) <> (cause is null)"),
        (
            "events are numbered 1, 2, 3, …",
            """
            select count(*) from (
                select 1 from event group by experiment
                having min(sequence) <> 1 or max(sequence) <> count(*)
            ) gaps
            """
        ),
        (
            "a stopped experiment has no open candidate",
            """
            select count(*) from candidate c join experiment e on e.id = c.experiment
            where e.state in ('completed', 'failed', 'cancelled') and c.state in ('ready', 'running')
            """
        ),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(20310506)]
    public async Task RandomInterleaving_ThreeOwners_AgreesWithTheModelAndKeepsTheInvariants(int seed)
    {
        var run = new RandomRun(Store, Clock, seed);

        await run.StepAsync(StepsOfARun);

        Assert.True(run.Refused > 20, $"Only {run.Refused} outdated writes were tried: the run tested too little.");
        Assert.True(run.Expired > 5, $"Only {run.Expired} leases ran out: the run tested too little.");
        await AssertInvariantsAsync();
    }

    [Fact]
    public async Task ParallelOwners_ClaimRecordSettleExpire_KeepTheInvariants()
    {
        var experiment = await SubmitWithAsync(40);

        await Task.WhenAll(
            Enumerable.Range(0, 6).Select(owner => Task.Run(() => WorkAsync($"worker-{owner}/0", owner)))
        );

        var candidates = await Store.CandidatesAsync(experiment.Id, Ct);
        Assert.All(candidates, candidate => Assert.Equal(Domain.Candidates.CandidateState.Completed, candidate.State));
        await AssertInvariantsAsync();
    }

    private async Task WorkAsync(string owner, int seed)
    {
        var random = new Random(seed);
        while (await Store.ClaimAsync(owner, Ct) is { } assignment)
        {
            for (var epoch = 1; epoch <= assignment.Candidate.Epochs; epoch++)
            {
                await Store.RecordAsync(assignment.Attempt, Make.Report(epoch), Make.Checkpoint(epoch), Ct);
            }

            if (random.Next(4) == 0)
            {
                Clock.Advance(Lease);
                await Store.ExpireAsync(Ct);
            }

            var settlement = Make.Completed() with { Failures = assignment.Candidate.Failures };
            await Store.SettleAsync(assignment.Attempt, settlement, Ct);
        }
    }

    private async Task AssertInvariantsAsync()
    {
        foreach (var (rule, sql) in Invariants)
        {
            var broken = await QueryNumberAsync(sql);
            Assert.True(broken == 0, $"{broken} rows break the rule that {rule}.");
        }
    }
}
