using System.Collections.Immutable;
using System.Globalization;
using NasCluster.Domain.Experiments;
using NasCluster.Faults.Tests.Shared;
using NasCluster.Storage.Tests.Postgres;

namespace NasCluster.Faults.Tests.Processes;

/// <summary>Messages that come twice or get lost, and decisions that meet (rows E3, F1, F3, F7, F9).</summary>
public sealed class LogicFaultTests(PostgresServer server)
{
    private const int Candidates = 10;
    private const int Epochs = 4;
    private static readonly CancellationToken Ct = CancellationToken.None;

    /// <summary>Every call of a grain and every write to the store is done twice, or a tenth of the answers is lost.</summary>
    [Theory]
    [InlineData("F1", "FAULT_TWICE", "1", 60)]
    [InlineData("F3", "FAULT_LOST", "0.1", 10)]
    public async Task F1_CallsComeTwiceOrAnswersGetLost_TheResultIsTheSame(
        string row,
        string variable,
        string value,
        int fewest
    )
    {
        await using var cluster = await FaultCluster.CreateAsync(server, Spec(row));
        (string, string)[] environment = [(variable, value), ("FAULT_SEED", "7")];
        SiloProcess[] silos =
        [
            await cluster.StartSiloAsync(1, environment),
            await cluster.StartSiloAsync(1, environment),
        ];
        await cluster.EndAsync();
        foreach (var silo in silos)
        {
            silo.Signal("TERM");
            Assert.Equal(0, await silo.ExitAsync());
        }

        (await cluster.FiguresAsync()).Check(row, mostRepeated: 0);
        Assert.Equal(Candidates, await cluster.NumberAsync("select count(*) from candidate where state = 'completed'"));
        Assert.Equal(Candidates * Epochs, await cluster.NumberAsync("select count(*) from epoch"));
        var faults = silos.Sum(FaultsOf);
        Assert.True(faults >= fewest, $"only {faults} calls met the fault");

        // W: the same candidates under the same numbers as where nothing happens.
        var faulty = await ResultsAsync(cluster);
        await cluster.SubmitAsync(Spec(row));
        await cluster.StartSiloAsync(2);
        await cluster.EndAsync();
        Assert.Equal(await ResultsAsync(cluster), faulty);
    }

    /// <summary>
    /// Trainers without checkpoints die in epoch 7 and tell their curves again, in other numbers: what was told first is
    /// kept, and no candidate is stopped in an epoch that it had passed.
    /// </summary>
    [Fact]
    public async Task F9_CurveToldTwice_IsNotDecidedOnTwice()
    {
        const int Dies = 7;
        await using var cluster = await FaultCluster.CreateAsync(
            server,
            FaultSpec.Of("f9", "rising unsaved lie=7 kill@7? seconds=0.01", candidates: 16, epochs: 10) with
            {
                EarlyStop = new()
                {
                    Rule = EarlyStopRule.Median,
                    Warmup = 3,
                    Candidates = 3,
                },
            }
        );
        await cluster.StartSiloAsync();
        await cluster.EndAsync();
        var figures = await cluster.FiguresAsync();
        Assert.True(figures.Retries > 3, "too few curves were told twice");
        Assert.True(await cluster.NumberAsync("select count(*) from candidate where state = 'pruned'") > 2);
        figures.Check("F9", mostRepeated: figures.Retries * (Dies - 1));
        foreach (var candidate in await cluster.Store.CandidatesAsync(cluster.Experiment, Ct))
        {
            var epochs = await cluster.Store.EpochsAsync(candidate.Id, Ct);
            var width = candidate.Configuration.Architecture.Number("width");
            Assert.All(
                epochs.Where(epoch => epoch.Epoch < Dies),
                epoch => Assert.Equal(width / 1000 * (1 - 0.5 / epoch.Epoch), epoch.Accuracy, 1e-12)
            );
            Assert.True(candidate.Attempts == 1 || epochs.Length >= Dies, $"{candidate.Id} ends after {epochs.Length}");
        }
    }

    /// <summary>
    /// By hand, rows of waiting candidates are deleted, one is said to be running, and one that runs to be waiting: all of
    /// them are trained, under the same numbers and configurations.
    /// </summary>
    [Fact]
    public async Task F11_RowsChangedByHand_AreFoundAndTheExperimentEnds()
    {
        await using var cluster = await FaultCluster.CreateAsync(
            server,
            FaultSpec.Of("f11", "seconds=0.1", candidates: 8, epochs: 4)
        );
        await cluster.StartSiloAsync();
        await cluster.EpochsAsync(1);
        var widths = await cluster.WidthsAsync();
        await cluster.Database.ExecuteAsync(
            """
            delete from candidate where number in (4, 5, 8);
            update candidate set state = 'running' where number = 7;
            update candidate set state = 'ready' where state = 'running' and attempts > 0;
            """
        );
        var at = await cluster.NowAsync();
        await cluster.UntilAsync("select count(*) from candidate", 8);
        var seconds = (await cluster.NowAsync() - at) / 1000.0;
        await cluster.EndAsync();
        Assert.Equal(widths, await cluster.WidthsAsync());
        Assert.Equal(8, await cluster.NumberAsync("select count(*) from candidate where state = 'completed'"));
        var figures = await cluster.FiguresAsync() with { Seconds = seconds, Refused = cluster.Refused() };
        Assert.True(figures.Retries > 0, "no attempt lost its candidate");
        figures.Check("F11", mostRepeated: 1, mostSeconds: 8);
    }

    /// <summary>Cancel meets completion, pause meets resume, at random moments: one wins, and nothing is left.</summary>
    [Theory]
    [InlineData(30)]
    [InlineData(200, Explicit = true)]
    public async Task F7_DecisionsMeet_TheEndIsOneOfTheLegalOnes(int count)
    {
        var random = new Random(7);
        await using var cluster = await FaultCluster.CreateAsync(server, Short());
        await cluster.StartSiloAsync(4);
        var ids = new List<string>();
        var tasks = new List<Task<string>>();
        for (var round = 0; round < count; round++)
        {
            ids.Add(round == 0 ? cluster.Experiment : await cluster.SubmitAsync(Short()));
            tasks.Add(MeetAsync(cluster, ids[^1], random.Next(2) == 0, random.Next(400), random.Next(40)));
            await Task.Delay(random.Next(200), Ct);
        }

        var met = await Task.WhenAll(tasks);
        await cluster.UntilAsync(
            "all are final and nothing is open",
            async () =>
                await cluster.NumberAsync(
                    """
                    select (select count(*) from experiment where state in ('running', 'paused'))
                        + (select count(*) from attempt where ended_at is null)
                    """
                ) == 0,
            TimeSpan.FromSeconds(60)
        );
        var cancelled = await cluster.NumberAsync("select count(*) from experiment where state = 'cancelled'");
        var completed = await cluster.NumberAsync("select count(*) from experiment where state = 'completed'");
        Assert.Equal(count, cancelled + completed);
        Assert.Equal(
            0,
            await cluster.NumberAsync(
                """
                select count(*) from candidate c join experiment e on e.id = c.experiment
                where c.state in ('ready', 'running') or e.state = 'completed' and c.state <> 'completed'
                """
            )
        );
        foreach (var id in ids)
        {
            (await FaultFigures.AskAsync(cluster.Database, id, cluster.Budget)).Check("F7", write: false);
        }

        Assert.True(cancelled > 0 && completed > count / 4, "no decision won, or no completion");
        FaultLog.Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"row":"F7","seed":7,"interleavings":{{count}},"cancelled":{{cancelled}},"completed":{{completed}},"lost races":{{met.Count(word => word == "late")}},"L":0,"D":0,"Z":0,"R":0,"O":0,"C":0,"U":0,"illegal":0}"""
            )
        );
    }

    /// <summary>A poisoned candidate beside healthy ones: these take as long as without it.</summary>
    [Fact(Explicit = true)]
    public async Task E3_PoisonBesideHealthyOnes_TheseAreNotHeldUp()
    {
        const double Seconds = 0.8;
        string[] scripts = ["seconds=0.8", "seconds=0.8 exit-139@1!"];
        await using var cluster = await FaultCluster.CreateAsync(
            server,
            FaultSpec.Of("e3", scripts, candidates: 14, epochs: 8)
        );
        var silo = await cluster.StartSiloAsync(2);
        await cluster.EndAsync();
        var poisoned = await cluster.NumberAsync("select count(*) from candidate where state = 'failed'");
        Assert.InRange(poisoned, 3, 11);
        Assert.Equal(
            0,
            await cluster.NumberAsync("select count(*) from candidate where state = 'failed' and attempts <> 3")
        );
        var goodput = await cluster.GoodputAsync(
            Seconds,
            $"a.experiment = '{cluster.Experiment}' and c.state = 'completed'"
        );
        await cluster.SubmitAsync(FaultSpec.Of("e3", scripts[..1], candidates: 6, epochs: 8));
        await cluster.EndAsync();
        var calm = await cluster.GoodputAsync(Seconds, $"a.experiment = '{cluster.Experiment}'");
        cluster.Select("e3-1", 14);
        var figures = await cluster.FiguresAsync((int)poisoned * 3) with { Goodput = goodput / calm };
        figures.Check("E3", mostRepeated: 0, leastGoodput: 0.95);
        Assert.False(silo.HasExited);
    }

    private static ExperimentSpec Spec(string row) =>
        FaultSpec.Of(row.ToLowerInvariant(), "seconds=0.05", Candidates, Epochs);

    private static ExperimentSpec Short() => FaultSpec.Of("f7", "seconds=0.03", candidates: 3, epochs: 3);

    /// <summary>Two decisions about one experiment, a few milliseconds apart; "late" where one found it decided.</summary>
    private static async Task<string> MeetAsync(FaultCluster cluster, string id, bool cancel, int after, int between)
    {
        await Task.Delay(after, Ct);
        var first = ChangeAsync(cluster, id, cancel ? ExperimentState.Paused : ExperimentState.Cancelled);
        await Task.Delay(between, Ct);
        var second = ChangeAsync(cluster, id, cancel ? ExperimentState.Running : ExperimentState.Paused);
        var both = await Task.WhenAll(first, second);
        // A pause that won is taken back, so that the experiment can come to its end.
        await ChangeAsync(cluster, id, ExperimentState.Running);
        return both.All(won => won) ? "both" : "late";
    }

    /// <summary>As the experiment's grain does it: on the version that was read.</summary>
    private static async Task<bool> ChangeAsync(FaultCluster cluster, string id, ExperimentState next)
    {
        var experiment = (await cluster.Store.FindAsync(id, Ct))!;
        return await cluster.Store.ChangeStateAsync(id, experiment.Version, next, reason: null, Ct);
    }

    private static int FaultsOf(SiloProcess silo) =>
        silo
            .Log.Split('\n')
            .Where(line => line.StartsWith("faults ", StringComparison.Ordinal))
            .Sum(line => int.Parse(line["faults ".Length..], CultureInfo.InvariantCulture));

    /// <summary>What became of each candidate of the experiment: state, width and epochs.</summary>
    private static async Task<string> ResultsAsync(FaultCluster cluster)
    {
        var candidates = await cluster.Store.CandidatesAsync(cluster.Experiment, Ct);
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var candidate in candidates)
        {
            var epochs = await cluster.Store.EpochsAsync(candidate.Id, Ct);
            var width = candidate.Configuration.Architecture.Number("width");
            lines.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{candidate.Id.Number} {candidate.State} width {width} epochs {epochs.Length} accuracy {epochs[^1].Accuracy:F6}"
                )
            );
        }

        return string.Join('\n', lines).ToLowerInvariant();
    }
}
