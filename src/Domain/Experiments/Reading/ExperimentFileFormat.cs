using System.Collections.Immutable;

namespace NasCluster.Domain.Experiments;

/// <summary>
/// The keys of the experiment file, version 1. The reader refuses all others, and the published JSON Schema has the same.
/// </summary>
public static class ExperimentFileFormat
{
    public static ExperimentFileObject Experiment { get; } =
        Object(
            "experiment",
            "version! name! $schema seed data space! trainer constraints strategy! budget! final earlyStop objectives ranking placement policy warmStart"
        );

    public static ExperimentFileObject Data { get; } =
        Object("data", "dataset! trainLimit searchLimit validationSize testLimit flip crop");

    /// <summary>A space made from a built-in one.</summary>
    public static ExperimentFileObject DerivedSpace { get; } = Object("derivedSpace", "base! name fix dimensions");

    /// <summary>A space of the user's own.</summary>
    public static ExperimentFileObject OwnSpace { get; } = Object("ownSpace", "name decoder dimensions!");

    /// <summary>A dimension of type "categorical" or "ordinal".</summary>
    public static ExperimentFileObject ChoiceDimension { get; } =
        Object("choiceDimension", "name! part type! choices! when");

    public static ExperimentFileObject IntegerDimension { get; } =
        Object("integerDimension", "name! part type! min! max! step when");

    public static ExperimentFileObject RealDimension { get; } =
        Object("realDimension", "name! part type! min! max! log when");

    public static ExperimentFileObject Condition { get; } = Object("condition", "dimension! in!");

    public static ExperimentFileObject Trainer { get; } =
        Object(
            "trainer",
            "epochs command epochTimeoutSeconds proxies proxyFilter precision table accuracy accuracyScale test latency stepTime params macs costs"
                + " fidelities where"
        );

    public static ExperimentFileObject ProxyFilter { get; } = Object("proxyFilter", "proxy! keep!");

    public static ExperimentFileObject Fidelity { get; } = Object("fidelity", "epochs! accuracy!");

    /// <summary>A hard limit on a cost by name.</summary>
    public static ExperimentFileObject Limit { get; } = Object("limit", "metric! min max");

    public static ExperimentFileObject Objective { get; } = Object("objective", "metric! goal!");

    public static ExperimentFileObject Constraints { get; } =
        Object("constraints", "maxMacs maxParams maxLatencyMs limits");

    /// <summary>The options of the chosen strategy come on top (<c>ISearchStrategy.Options</c>).</summary>
    public static ExperimentFileObject Strategy { get; } = Object("strategy", "name!");

    public static ExperimentFileObject Budget { get; } = Object("budget", "candidates! minutes maxFailed");

    public static ExperimentFileObject Final { get; } = Object("final", "top! epochs!");

    public static ExperimentFileObject EarlyStop { get; } =
        Object("earlyStop", "rule! warmup candidates factor correlation");

    public static ExperimentFileObject Ranking { get; } = Object("ranking", "by w v metric target hard weights");

    public static ExperimentFileObject Placement { get; } = Object("placement", "train latency");

    public static ExperimentFileObject Policy { get; } = Object("policy", "leaseSeconds crashes");

    /// <summary>A file with results that were known beforehand.</summary>
    public static ExperimentFileObject Prior { get; } = Object("prior", "file! accuracy accuracyScale skipOutside");

    public static ImmutableArray<ExperimentFileObject> Objects { get; } =
    [
        Experiment,
        Data,
        DerivedSpace,
        OwnSpace,
        ChoiceDimension,
        IntegerDimension,
        RealDimension,
        Condition,
        Trainer,
        ProxyFilter,
        Fidelity,
        Constraints,
        Limit,
        Objective,
        Strategy,
        Budget,
        Final,
        EarlyStop,
        Ranking,
        Placement,
        Policy,
        Prior,
    ];

    /// <summary>A dimension whose type is missing or unknown: only its keys can be looked at.</summary>
    internal static ExperimentFileObject UntypedDimension { get; } =
        Object("dimension", "name! part type! choices min max step log when");

    /// <param name="name">Name of the kind of object.</param>
    /// <param name="keys">Its keys; a '!' marks a required one.</param>
    private static ExperimentFileObject Object(string name, string keys)
    {
        var words = keys.Split(' ');
        return new(
            name,
            [.. words.Select(word => word.TrimEnd('!'))],
            [.. words.Where(word => word.EndsWith('!')).Select(word => word.TrimEnd('!'))]
        );
    }
}
