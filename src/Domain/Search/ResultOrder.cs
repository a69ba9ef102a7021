namespace NasCluster.Domain.Search;

/// <summary>In which order a strategy takes the results that it makes candidates of.</summary>
public enum ResultOrder
{
    /// <summary>By number, so that the same seed gives the same candidates; a slot may wait for a slow one.</summary>
    Fixed,

    /// <summary>As they end, so that no slot waits; another run gives other candidates.</summary>
    Free,
}
