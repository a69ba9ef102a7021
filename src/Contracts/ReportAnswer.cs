namespace NasCluster.Contracts;

/// <summary>What a slot does after an epoch.</summary>
[GenerateSerializer, Alias("NasCluster.ReportAnswer")]
public enum ReportAnswer
{
    Continue,

    /// <summary>Enough is known; end this candidate.</summary>
    Stop,

    /// <summary>The attempt is no longer the current one; nothing more of it is accepted.</summary>
    LeaseLost,
}
