namespace NasCluster.Client;

/// <summary>What a column of a <see cref="ResultTable"/> holds.</summary>
public enum ResultKind
{
    /// <summary>Whole numbers (<see cref="long"/>).</summary>
    Integer,

    /// <summary>Real numbers (<see cref="double"/>).</summary>
    Real,

    /// <summary>Texts (<see cref="string"/>).</summary>
    Text,

    /// <summary>True or false (<see cref="bool"/>).</summary>
    Flag,
}
