namespace NasCluster.Silo;

/// <summary>What a silo does for its cluster.</summary>
public enum SiloRole
{
    /// <summary>Both, which is enough on one machine.</summary>
    All,

    /// <summary>Decides: experiments, predictors, latency tables; takes back leases; the door for clients. Trains nothing.</summary>
    Control,

    /// <summary>Trains. It hosts the candidates it works on and nothing else, and no client connects to it.</summary>
    Worker,
}
