using System.Collections.Immutable;
using System.Text.Json;
using NasCluster.Domain.Proxies;

namespace NasCluster.Domain.Experiments;

/// <summary>Reads the sections that are plain lists of values.</summary>
internal sealed class SectionBinder(ValueReader read)
{
    private const int MaxImages = 1_000_000_000;
    private const int MaxEpochs = 10_000;
    private const int FewestRanked = 3;

    private static readonly Dictionary<string, EarlyStopRule> StopRules = new(StringComparer.Ordinal)
    {
        ["halving"] = EarlyStopRule.Halving,
        ["median"] = EarlyStopRule.Median,
        ["rank"] = EarlyStopRule.Rank,
    };
    private static readonly string[] Precisions = ["fp32", "bf16"];
    private static readonly string[] OtherTrainers = ["command", "table"];

    public DataSpec? Data(SpecNode? section) =>
        read.Object(section, ExperimentFileFormat.Data) is not { } node
            ? null
            : new()
            {
                Dataset = read.Name(node.Find("dataset")) ?? "",
                TrainLimit = read.Int(node.Find("trainLimit"), 1, MaxImages),
                SearchLimit = read.Int(node.Find("searchLimit"), 1, MaxImages),
                ValidationSize = read.Int(node.Find("validationSize"), 10, MaxImages),
                TestLimit = read.Int(node.Find("testLimit"), 1, MaxImages),
                Flip = read.Flag(node.Find("flip")) ?? false,
                Crop = read.Int(node.Find("crop"), 0, 16) ?? 0,
            };

    public TrainerSpec Trainer(SpecNode? section)
    {
        var defaults = new TrainerSpec();
        return read.Object(section, ExperimentFileFormat.Trainer) is not { } node
            ? defaults
            : new()
            {
                Epochs = node.Find("epochs") is { } epochs
                    ? read.Int(epochs, 1, MaxEpochs, SpecCodes.TrainRange) ?? 1
                    : defaults.Epochs,
                Command = Command(node.Find("command")),
                Proxies = Proxies(node),
                Precision = Precision(node),
                ProxyFilter = Filter(node.Find("proxyFilter"), node.Find("proxies")),
                EpochTimeoutSeconds =
                    read.Real(node.Find("epochTimeoutSeconds"), new(1, 604_800)) ?? defaults.EpochTimeoutSeconds,
            };
    }

    public ConstraintSpec Constraints(SpecNode? section)
    {
        var whole = new NumberRange(1, NumberRange.MaxExact);
        return read.Object(section, ExperimentFileFormat.Constraints) is not { } node
            ? new()
            : new()
            {
                MaxMacs = read.Whole(node.Find("maxMacs"), whole),
                MaxParams = read.Whole(node.Find("maxParams"), whole),
                MaxLatencyMs = read.Real(node.Find("maxLatencyMs"), NumberRange.Positive(1e9)),
                Limits = new GoalBinder(read).Limits(node.Find("limits")),
            };
    }

    public BudgetSpec? Budget(SpecNode? section)
    {
        if (read.Object(section, ExperimentFileFormat.Budget) is not { } node)
        {
            return null;
        }

        var candidates = Candidates(node.Find("candidates"));
        var minutes = read.Real(node.Find("minutes"), NumberRange.Positive(525_600));
        var maxFailed = read.Int(node.Find("maxFailed"), 0, int.MaxValue);
        return candidates is not { } count
            ? null
            : new()
            {
                Candidates = count,
                Minutes = minutes,
                MaxFailed = maxFailed,
            };
    }

    public FinalSpec? Final(SpecNode? section)
    {
        if (read.Object(section, ExperimentFileFormat.Final) is not { } node)
        {
            return null;
        }

        // A value that is wrong becomes one that no check against other sections complains about.
        var top = read.Int(node.Find("top"), 1, 100) ?? 1;
        return new(top, read.Int(node.Find("epochs"), 1, MaxEpochs, SpecCodes.TrainRange) ?? MaxEpochs);
    }

    public EarlyStopSpec? EarlyStop(SpecNode? section)
    {
        if (read.Object(section, ExperimentFileFormat.EarlyStop) is not { } node)
        {
            return null;
        }

        var rule = read.Word(node.Find("rule"), StopRules.Keys) is { } word
            ? StopRules.GetValueOrDefault(word)
            : default;
        var isRank = rule == EarlyStopRule.Rank;
        var defaults = new EarlyStopSpec { Rule = rule, Candidates = isRank ? 0 : 5 };
        return defaults with
        {
            Warmup = read.Int(node.Find("warmup"), 1, MaxEpochs) ?? defaults.Warmup,
            Candidates = read.Int(node.Find("candidates"), isRank ? FewestRanked : 1, MaxEpochs) ?? defaults.Candidates,
            Factor = read.Int(node.Find("factor"), 2, 100) ?? defaults.Factor,
            Correlation = read.Real(node.Find("correlation"), NumberRange.Positive(1)) ?? defaults.Correlation,
        };
    }

    public PlacementSpec? Placement(SpecNode? section) =>
        read.Object(section, ExperimentFileFormat.Placement) is not { } node
            ? null
            : new()
            {
                Train = read.Name(node.Find("train"), PlacementSpec.MaxNameLength),
                Latency = read.Name(node.Find("latency"), PlacementSpec.MaxNameLength),
            };

    public PolicySpec Policy(SpecNode? section)
    {
        var defaults = new PolicySpec();
        return read.Object(section, ExperimentFileFormat.Policy) is not { } node
            ? defaults
            : new()
            {
                LeaseSeconds =
                    read.Real(node.Find("leaseSeconds"), new(2, 3600), SpecCodes.PolicyLease) ?? defaults.LeaseSeconds,
                Crashes = read.Int(node.Find("crashes"), 1, 100, SpecCodes.PolicyCrashes) ?? defaults.Crashes,
            };
    }

    /// <summary>Too many has a code of its own: it is a limit of the system, not a slip.</summary>
    private int? Candidates(SpecNode? node)
    {
        const int Cap = 100_000;
        var isLarge = node?.Kind == JsonValueKind.Number && node.Number > Cap && double.IsFinite(node.Number);
        return read.Int(node, 1, Cap, isLarge ? SpecCodes.BudgetCap : SpecCodes.Range);
    }

    private ImmutableArray<string> Command(SpecNode? node)
    {
        var words = read.Items(node) ?? [];
        if (node is { Kind: JsonValueKind.Array } && words.Count == 0)
        {
            read.Problems.Add(SpecCodes.Range, node, "'command' is empty; leave it out for the built-in trainer.");
        }

        return [.. words.Select(Word)];
    }

    private ProxyFilterSpec? Filter(SpecNode? section, SpecNode? proxies)
    {
        if (read.Object(section, ExperimentFileFormat.ProxyFilter) is not { } node)
        {
            return null;
        }

        var computed = proxies?.Items.Where(item => item.Kind == JsonValueKind.String).Select(item => item.Text);
        var proxy = read.Word(node.Find("proxy"), computed?.ToList() ?? []);
        var keep = read.Real(node.Find("keep"), NumberRange.Positive(1));
        return proxy is not null && keep is { } share ? new(proxy, share) : null;
    }

    private ImmutableArray<string>? Proxies(SpecNode trainer)
    {
        if (trainer.Find("proxies") is not { } node)
        {
            return null;
        }

        RequireBuiltIn(trainer, node, "proxies");
        var known = ProxyCatalog.Names.ToList();
        var names = (read.Items(node) ?? []).Select(item => read.Word(item, known) ?? "").ToList();
        if (names.Count != names.Distinct().Count())
        {
            read.Problems.Add(SpecCodes.Range, node, "'proxies' names one of them twice.");
        }

        return [.. names];
    }

    private TrainingPrecision? Precision(SpecNode trainer)
    {
        if (trainer.Find("precision") is not { } node)
        {
            return null;
        }

        RequireBuiltIn(trainer, node, "precision");
        return read.Word(node, Precisions) is { } word ? Enum.Parse<TrainingPrecision>(word, ignoreCase: true) : null;
    }

    private void RequireBuiltIn(SpecNode trainer, SpecNode node, string key)
    {
        foreach (var other in OtherTrainers.Where(name => trainer.Find(name) is not null))
        {
            read.Problems.AddAtKey(
                SpecCodes.TrainUnknown,
                node,
                $"'{key}' and '{other}' exclude one another: it is for the built-in trainer."
            );
        }
    }

    private string Word(SpecNode node)
    {
        var word = read.Text(node);
        if (word is "" || word?.Contains('\0', StringComparison.Ordinal) == true)
        {
            read.Problems.Add(
                SpecCodes.Range,
                node,
                $"{node.Label} of 'command' is empty or has a NUL character in it."
            );
        }

        return word ?? "";
    }
}
