using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NasCluster.Domain;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Client;

/// <summary>
/// Writes an experiment key by key, as an experiment file has it, so that what is built here and what is read from a file are
/// checked alike. Left out are a seed (one is drawn) and what has a default; strategy is joint-nas.
/// </summary>
public sealed class ExperimentBuilder
{
    private static readonly JsonSerializerOptions Text = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly JsonObject _file = new() { ["version"] = ExperimentSpec.CurrentVersion };

    private ExperimentBuilder(string name) => _file["name"] = name;

    /// <summary>A new experiment.</summary>
    /// <param name="name">1 to 80 letters, digits, '.', '_' and '-'; its id is this and a number.</param>
    public static ExperimentBuilder Create(string name) => new(name);

    /// <summary>All chance of the experiment is drawn from it.</summary>
    /// <param name="seed">At most 2^53.</param>
    public ExperimentBuilder Seed(ulong seed) => With("seed", seed);

    /// <summary>What is trained on.</summary>
    /// <param name="name">A data set of the machine that trains.</param>
    /// <param name="trainLimit">Training images used at most.</param>
    /// <param name="validationSize">Images held out of the training set.</param>
    /// <param name="testLimit">Test images used at most.</param>
    public ExperimentBuilder Dataset(
        string name,
        int? trainLimit = null,
        int? validationSize = null,
        int? testLimit = null
    ) =>
        With(
            "data",
            Section(
                ("dataset", name),
                ("trainLimit", trainLimit),
                ("validationSize", validationSize),
                ("testLimit", testLimit)
            )
        );

    /// <summary>A built-in space as it is.</summary>
    /// <param name="builtIn">A name of <see cref="SpaceCatalog"/>.</param>
    public ExperimentBuilder Space(string builtIn) => With("space", builtIn);

    /// <summary>A space of your own, or a changed one.</summary>
    /// <param name="space">The space.</param>
    public ExperimentBuilder Space(SearchSpaceBuilder space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return With("space", space.ToJson());
    }

    /// <summary>Epochs of a candidate while searching.</summary>
    /// <param name="epochs">1…10000.</param>
    public ExperimentBuilder Epochs(int epochs) => With("trainer/epochs", epochs);

    /// <summary>A trainer of your own that speaks the protocol of docs/trainer-protocol.md.</summary>
    /// <param name="command">Program and arguments.</param>
    public ExperimentBuilder TrainWith(params ReadOnlySpan<string> command)
    {
        var words = new JsonArray();
        foreach (var word in command)
        {
            words.Add(word);
        }

        if (!_file.ContainsKey("data"))
        {
            With("data/dataset", "none");
        }

        return With("trainer/command", words);
    }

    /// <summary>A table takes the place of training: every row is a candidate with its results.</summary>
    /// <param name="path">CSV file, gzipped where it ends in ".gz"; columns named like dimensions are the configuration.</param>
    /// <param name="accuracy">Column of the accuracy.</param>
    /// <param name="scale">What accuracies are multiplied by to lie in 0…1.</param>
    /// <param name="costs">Further costs: name of the metric and its column.</param>
    public ExperimentBuilder Table(
        string path,
        string accuracy,
        double scale = 1,
        params ReadOnlySpan<(string Metric, string Column)> costs
    )
    {
        With("trainer/table", Path.GetFullPath(path))
            .With("trainer/accuracy", accuracy)
            .With("trainer/accuracyScale", scale);
        foreach (var (metric, column) in costs)
        {
            With($"trainer/costs/{metric}", column);
        }

        return this;
    }

    /// <summary>Who proposes the candidates.</summary>
    /// <param name="strategy">One of <see cref="Strategies"/>.</param>
    public ExperimentBuilder Strategy(StrategySpec strategy)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        var options =
            JsonSerializer.SerializeToNode(strategy.Options, DomainJson.Default.ParameterSet) as JsonObject ?? [];
        options["name"] = strategy.Name;
        return With("strategy", options);
    }

    /// <summary>When the search ends.</summary>
    /// <param name="candidates">Candidates proposed, 1…100000.</param>
    /// <param name="minutes">Minutes of training after which nothing new is proposed.</param>
    /// <param name="maxFailed">More failed candidates than this end the experiment as failed.</param>
    public ExperimentBuilder Budget(int candidates, double? minutes = null, int? maxFailed = null) =>
        With("budget", Section(("candidates", candidates), ("minutes", minutes), ("maxFailed", maxFailed)));

    /// <summary>Hard limits on what networks cost; a candidate beyond one is never a result.</summary>
    /// <param name="macs">Multiply-accumulates of one image.</param>
    /// <param name="parameters">Parameters.</param>
    /// <param name="latencyMs">Measured latency in milliseconds, batch 1.</param>
    public ExperimentBuilder AtMost(long? macs = null, long? parameters = null, double? latencyMs = null)
    {
        foreach (
            var (key, value) in new (string, double?)[]
            {
                ("maxMacs", macs),
                ("maxParams", parameters),
                ("maxLatencyMs", latencyMs),
            }
        )
        {
            if (value is { } limit)
            {
                With($"constraints/{key}", limit);
            }
        }

        return this;
    }

    /// <summary>A hard limit on a cost by name.</summary>
    /// <param name="metric">A computed cost, a cost of the table, or a proxy.</param>
    /// <param name="min">Smallest value allowed.</param>
    /// <param name="max">Largest value allowed.</param>
    public ExperimentBuilder Limit(string metric, double? min = null, double? max = null) =>
        Append("constraints/limits", Section(("metric", metric), ("min", min), ("max", max)));

    /// <summary>An objective of the Pareto front, wanted large.</summary>
    /// <param name="metric">accuracy, loss, latencyMs, stepTimeMs, trainSeconds, macs, params, or a cost of the table.</param>
    public ExperimentBuilder Maximize(string metric) =>
        Append("objectives", Section(("metric", metric), ("goal", "maximize")));

    /// <summary>An objective of the Pareto front, wanted small.</summary>
    /// <param name="metric">As for <see cref="Maximize"/>.</param>
    public ExperimentBuilder Minimize(string metric) =>
        Append("objectives", Section(("metric", metric), ("goal", "minimize")));

    /// <summary>The order that decides which candidate wins.</summary>
    /// <param name="by">reward, accuracy, mnasnet, weighted-sum or pareto; formulas take further keys (<see cref="With"/>).</param>
    public ExperimentBuilder RankBy(string by) => With("ranking/by", by);

    /// <summary>The best candidates are trained longer at the end.</summary>
    /// <param name="top">How many.</param>
    /// <param name="epochs">For how many epochs.</param>
    public ExperimentBuilder Final(int top, int epochs) => With("final", Section(("top", top), ("epochs", epochs)));

    /// <summary>Trainings that do badly are ended before their last epoch.</summary>
    /// <param name="rule">How that is told.</param>
    public ExperimentBuilder StopEarly(EarlyStopRule rule = EarlyStopRule.Median) =>
        With("earlyStop/rule", JsonNamingPolicy.CamelCase.ConvertName(rule.ToString()));

    /// <summary>Earlier results that the strategy is told before its first candidate; they cost no budget.</summary>
    /// <param name="path">CSV or JSON; see docs/howto/warm-start.md.</param>
    /// <param name="skipOutside">Leave rows out that are no points of the space, instead of refusing the file.</param>
    public ExperimentBuilder WarmStart(string path, bool skipOutside = false) =>
        Append("warmStart", Section(("file", Path.GetFullPath(path)), ("skipOutside", skipOutside ? true : null)));

    /// <summary>Any key of the experiment file.</summary>
    /// <param name="key">The way to it with slashes, such as "policy/leaseSeconds"; sections are made as needed.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentException">A part of the way is no section.</exception>
    public ExperimentBuilder With(string key, JsonNode? value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        var (section, last) = Find(key);
        section[last] = value;
        return this;
    }

    /// <summary>The experiment, once all of it was checked.</summary>
    /// <exception cref="InvalidSpecException">Anything is wrong with it; holds all problems.</exception>
    public ExperimentSpec Build() =>
        ExperimentSpecReader.ReadIn(Encoding.UTF8.GetBytes(ToJson()), Environment.CurrentDirectory);

    /// <summary>The text of an experiment file, for 'nas run' and for keeping.</summary>
    public string ToJson()
    {
        var file = (JsonObject)_file.DeepClone();
        file.TryAdd("strategy", "joint-nas");
        return file.ToJsonString(Text);
    }

    private ExperimentBuilder Append(string key, JsonObject item)
    {
        var (section, last) = Find(key);
        var list = section[last] as JsonArray ?? [];
        section[last] = list;
        list.Add(item);
        return this;
    }

    private (JsonObject Section, string Last) Find(string key)
    {
        var words = key.Split('/');
        var section = _file;
        foreach (var word in words[..^1])
        {
            section[word] ??= new JsonObject();
            section =
                section[word] as JsonObject
                ?? throw new ArgumentException($"key is '{key}': '{word}' is no section of it.", nameof(key));
        }

        return (section, words[^1]);
    }

    private static JsonObject Section(params ReadOnlySpan<(string Key, JsonNode? Value)> keys)
    {
        var section = new JsonObject();
        foreach (var (key, value) in keys)
        {
            if (value is not null)
            {
                section[key] = value;
            }
        }

        return section;
    }
}
