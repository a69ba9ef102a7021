namespace NasCluster.Domain.Experiments;

/// <summary>An experiment file that was read, and what the spec alone does not tell.</summary>
/// <param name="Spec">The experiment.</param>
/// <param name="SeedGiven">The seed stands in the file; otherwise it was drawn.</param>
public sealed record SpecReadResult(ExperimentSpec Spec, bool SeedGiven)
{
    /// <summary>Equal for the same file each time it is read, also where its seed is drawn.</summary>
    public string Hash => ExperimentSpecHash.Of(SeedGiven ? Spec : Spec with { Seed = 0 });
}
