using System.Diagnostics;
using System.Globalization;
using NasCluster.Domain.Experiments;
using NasCluster.Faults.Tests.Shared;
using NasCluster.Storage;
using NasCluster.Storage.Tests.Postgres;

namespace NasCluster.Faults.Tests.Processes;

/// <summary>Silos as processes over one database and one folder of checkpoints, and an experiment on them.</summary>
internal sealed class FaultCluster : IAsyncDisposable
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("nas-fault-").FullName;
    private readonly List<SiloProcess> _silos = [];
    private readonly HashSet<int> _trainers = [];
    private int _started;

    private FaultCluster(PostgresDatabase database)
    {
        Database = database;
        Store = new(database.ConnectionString);
        Connection = database.ConnectionString;
        CheckpointFolder = Directory.CreateDirectory(Path.Combine(_folder, "checkpoints")).FullName;
    }

    /// <summary>Where silos that are started from now on keep checkpoints; one folder for all unless it is set.</summary>
    public string CheckpointFolder { get; set; }

    public PostgresDatabase Database { get; }

    public PostgresExperimentStore Store { get; }

    /// <summary>Cluster id of its silos.</summary>
    public string Name { get; } = $"faults-{Guid.NewGuid():N}"[..16];

    /// <summary>How silos that are started from now on reach the database.</summary>
    public string Connection { get; set; }

    public string Experiment { get; private set; } = "";

    public int Budget { get; private set; }

    public IReadOnlyList<SiloProcess> Silos => _silos;

    public static async Task<FaultCluster> CreateAsync(PostgresServer server, ExperimentSpec spec)
    {
        var cluster = new FaultCluster(await server.CreateDatabaseAsync());
        await cluster.SubmitAsync(spec);
        return cluster;
    }

    public async Task<string> SubmitAsync(ExperimentSpec spec)
    {
        Experiment = (await Store.CreateAsync(spec, FaultSpec.Dataset, Guid.NewGuid().ToString(), Ct)).Id;
        Budget = spec.Budget.Candidates;
        return Experiment;
    }

    /// <summary>Looks at another experiment from now on.</summary>
    /// <param name="experiment">Its id.</param>
    /// <param name="budget">Its candidates.</param>
    public void Select(string experiment, int budget) => (Experiment, Budget) = (experiment, budget);

    /// <summary>A silo with a folder of its own, and the checkpoints of all.</summary>
    public Task<SiloProcess> StartSiloAsync(int slots = 1, params (string Name, string Value)[] environment) =>
        StartSiloAsync([], slots, environment);

    /// <summary>The same, by a command that becomes the silo: of a network namespace or a control group.</summary>
    public async Task<SiloProcess> StartSiloAsync(
        string[] prefix,
        int slots,
        params (string Name, string Value)[] environment
    )
    {
        var folder = SiloFolder(_started++);
        Directory.CreateDirectory(folder);
        Directory.CreateSymbolicLink(Path.Combine(folder, "checkpoints"), CheckpointFolder);
        var silo = await SiloProcess.StartAsync(prefix, folder, Connection, Name, slots, environment);
        _silos.Add(silo);
        return silo;
    }

    public string SiloFolder(int index) =>
        Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"silo-{index}"));

    /// <summary>Processes of a silo and its trainers, to be frozen together.</summary>
    public static int[] ProcessesOf(SiloProcess silo) => [silo.Id, .. Trainers(silo)];

    /// <summary>The server's processes.</summary>
    public async Task<int[]> ServerAsync()
    {
        var backend = (int)await NumberAsync("select pg_backend_pid()");
        var postmaster = ProcessTree.ParentOf(backend);
        return [postmaster, .. ProcessTree.ChildrenOf(postmaster)];
    }

    /// <summary>Waits for a condition; says what was waited for where it does not come.</summary>
    public async Task UntilAsync(string what, Func<Task<bool>> condition, TimeSpan? patience = null)
    {
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            NoteTrainers();
            Assert.True(waited.Elapsed < (patience ?? Patience), $"'{what}' did not come. {Logs()}");
            await Task.Delay(Look, Ct);
        }
    }

    public Task UntilAsync(string what, Func<bool> condition, TimeSpan? patience = null) =>
        UntilAsync(what, () => Task.FromResult(condition()), patience);

    /// <summary>Waits until a count in the database is reached.</summary>
    public Task UntilAsync(string sql, long atLeast) =>
        UntilAsync($"{sql} >= {atLeast}", async () => await NumberAsync(sql) >= atLeast);

    public Task EpochsAsync(long atLeast) => UntilAsync("select count(*) from epoch", atLeast);

    /// <summary>Waits for the end of the experiment.</summary>
    public Task EndAsync(ExperimentState state = ExperimentState.Completed) => EndAsync(state, patience: null);

    public Task EndAsync(TimeSpan patience) => EndAsync(ExperimentState.Completed, patience);

    /// <summary>Cancels the experiment.</summary>
    public Task StopExperimentAsync() =>
        UntilAsync(
            "the experiment is cancelled",
            async () =>
            {
                var now = (await Store.FindAsync(Experiment, Ct))!;
                return await Store.ChangeStateAsync(
                    Experiment,
                    now.Version,
                    ExperimentState.Cancelled,
                    reason: null,
                    Ct
                );
            }
        );

    public Task<long> NumberAsync(string sql) => Database.NumberAsync(sql);

    /// <summary>A busy trainer of a silo.</summary>
    public async Task<int> TrainerAsync(SiloProcess silo)
    {
        var found = 0;
        await UntilAsync(
            "a trainer at work",
            () =>
            {
                found = Trainers(silo).FirstOrDefault();
                return found != 0;
            }
        );
        return found;
    }

    public static IEnumerable<int> Trainers(SiloProcess silo) =>
        silo.Children()
            .Where(child => ProcessTree.CommandLine(child).Contains("scripted_trainer", StringComparison.Ordinal));

    /// <summary>The database's clock in milliseconds.</summary>
    public Task<long> NowAsync() => NumberAsync("select (extract(epoch from clock_timestamp()) * 1000)::bigint");

    /// <summary>Seconds from a moment to the first epoch of an attempt that was opened after it.</summary>
    public async Task<double> RecoveryAsync(long since) =>
        await NumberAsync(
            $"""
            select coalesce(min(e.recorded_at), 9999999999999) - {since} from epoch e
            join attempt a on a.experiment = e.experiment and a.candidate = e.candidate and a.number = e.attempt
            where a.opened_at >= {since} and a.number > 1
            """
        ) / 1000.0;

    public Task<FaultFigures> FiguresAsync(int charges = 0) =>
        FaultFigures.AskAsync(Database, Experiment, Budget, charges);

    /// <summary>The running silo that last said that it hosts the experiment's grain.</summary>
    public async Task<SiloProcess> HostAsync()
    {
        SiloProcess? host = null;
        await UntilAsync(
            "a silo hosts the experiment",
            () =>
            {
                host = _silos.LastOrDefault(silo =>
                    !silo.HasExited && silo.Log.Contains($"hosts {Experiment}", StringComparison.Ordinal)
                );
                return host is not null;
            }
        );
        return host!;
    }

    /// <summary>The share of the time of attempts in which their trainers trained: epochs of the candidates as long as given.</summary>
    /// <param name="epochSeconds">What an epoch takes by its script.</param>
    /// <param name="where">Of attempts "a" and candidates "c".</param>
    public async Task<double> GoodputAsync(double epochSeconds, string where) =>
        await NumberAsync(
            $"""
            select coalesce((1e6 * sum((a.last_epoch - a.first_epoch + 1) * {epochSeconds
                * 1000:F0}) / nullif(sum(a.ended_at - a.opened_at), 0))::bigint, 0)
            from attempt a join candidate c on c.experiment = a.experiment and c.number = a.candidate
            where a.ended_at is not null and {where}
            """
        ) / 1e6;

    /// <summary>A number that depends on which candidate of the experiment has which number.</summary>
    public Task<long> WidthsAsync(int most = int.MaxValue) =>
        NumberAsync(
            $"""
            select sum(((configuration::json -> 'architecture') ->> 'width')::int * number) from candidate
            where experiment = '{Experiment}' and number <= {most}
            """
        );

    public int Refused() => _silos.Sum(silo => silo.Refused);

    /// <summary>No trainer that was ever seen is alive within 10 s, and no half-written checkpoint is left.</summary>
    public async Task NothingLeftAsync(params SiloProcess[] ended)
    {
        foreach (var silo in ended)
        {
            Assert.True(silo.HasExited);
        }

        await UntilAsync(
            "all trainers of ended silos are gone",
            () => _trainers.All(trainer => !ProcessTree.IsAlive(trainer) || IsHeld(trainer)),
            TimeSpan.FromSeconds(10)
        );
    }

    public async ValueTask DisposeAsync()
    {
        NoteTrainers();
        foreach (var silo in _silos)
        {
            await silo.DisposeAsync();
        }

        Store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Task EndAsync(ExperimentState state, TimeSpan? patience) =>
        UntilAsync(
            $"the experiment is {state}",
            async () =>
                (await Store.FindAsync(Experiment, Ct))!.State is var now
                && (
                    now == state
                    || (
                        now is ExperimentState.Running or ExperimentState.Paused
                            ? false
                            : throw new InvalidOperationException($"It ended as {now}.")
                    )
                ),
            patience
        );

    private bool IsHeld(int trainer) => _silos.Any(silo => !silo.HasExited && silo.Children().Contains(trainer));

    private void NoteTrainers()
    {
        foreach (var silo in _silos.Where(silo => !silo.HasExited))
        {
            _trainers.UnionWith(Trainers(silo));
        }
    }

    private string Logs() => string.Join("\n--\n", _silos.Select(silo => silo.Log));
}
