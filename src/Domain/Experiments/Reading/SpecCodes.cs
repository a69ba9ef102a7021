namespace NasCluster.Domain.Experiments;

/// <summary>
/// The stable codes of <see cref="Problem.Code"/> that reading an experiment file can give. Messages may change, these do not.
/// </summary>
public static class SpecCodes
{
    public const string File = "spec.file";
    public const string Size = "spec.size";
    public const string Empty = "spec.empty";
    public const string Encoding = "spec.encoding";
    public const string Syntax = "spec.syntax";
    public const string Depth = "spec.depth";
    public const string DuplicateKey = "spec.duplicate-key";
    public const string UnknownKey = "spec.unknown-key";
    public const string Type = "spec.type";
    public const string Number = "spec.number";
    public const string Range = "spec.range";
    public const string Required = "spec.required";
    public const string Choice = "spec.choice";
    public const string Version = "spec.version";
    public const string Name = "spec.name";

    /// <summary>Stands last where there are more problems than are listed.</summary>
    public const string More = "spec.more";

    public const string SpaceUnknown = "space.unknown";
    public const string SpaceEmpty = "space.empty";
    public const string SpaceTooLarge = "space.too-large";
    public const string SpaceRange = "space.range";
    public const string SpaceLog = "space.log";
    public const string SpaceStep = "space.step";
    public const string SpaceDuplicate = "space.duplicate";
    public const string SpaceCondition = "space.condition";
    public const string SpaceFix = "space.fix";
    public const string SpaceDecoder = "space.decoder";

    public const string TrainRange = "train.range";
    public const string TrainUnknown = "train.unknown";
    public const string TableKey = "table.key";
    public const string TableContent = "table.content";
    public const string WarmStartContent = "warmStart.content";
    public const string MetricUnknown = "metric.unknown";
    public const string ConstraintsUncomputable = "constraints.uncomputable";

    public const string SearcherUnknown = "searcher.unknown";
    public const string SearcherRange = "searcher.range";
    public const string SearcherOptions = "searcher.options";

    public const string BudgetCap = "budget.cap";
    public const string BudgetSpace = "budget.space";
    public const string RankingUnknown = "ranking.unknown";
    public const string PlacementLatency = "placement.latency";
    public const string PolicyLease = "policy.lease";
    public const string PolicyCrashes = "policy.crashes";
}
