using System.Collections.Immutable;

namespace NasCluster.Domain.Supernets;

/// <summary>Collects the terms of expected MACs and parameters while a masked supernet is written.</summary>
internal sealed class MaskedCosts
{
    private readonly List<CostTerm> _macs = [];
    private readonly List<CostTerm> _params = [];

    public SupernetCost Macs => new([.. _macs]);

    public SupernetCost Params => new([.. _params]);

    /// <summary>How many terms of multiply–accumulates there are.</summary>
    public int Count => _macs.Count;

    /// <summary>The terms of multiply–accumulates that were added after so many.</summary>
    public ImmutableArray<CostTerm> MacsSince(int count) => [.. _macs[count..]];

    /// <summary>Whose option counts what is added next; null: it always counts.</summary>
    public (int Choice, int Option)? Gate { get; set; }

    /// <summary>A convolution: area · kernel · in · out multiply–accumulates, kernel · in · out weights.</summary>
    /// <param name="kernel">Elements of the kernel.</param>
    /// <param name="side">Side of the output map.</param>
    /// <param name="widths">Input and output width, or the one width of a depth-wise convolution.</param>
    public void Conv(int kernel, ChoiceSize side, params ImmutableArray<ChoiceSize> widths)
    {
        _macs.Add(Term(kernel, [side, side, .. widths]));
        _params.Add(Term(kernel, widths));
    }

    /// <summary>Trained numbers per channel: 2 of a normalisation, 1 of a bias.</summary>
    public void PerChannel(int count, ChoiceSize width) => _params.Add(Term(count, [width]));

    // Fixed sizes go into the coefficient.
    private CostTerm Term(double coefficient, ImmutableArray<ChoiceSize> sizes) =>
        new(
            sizes.Where(size => size.IsFixed).Aggregate(coefficient, (product, size) => product * size.Largest),
            Gate?.Choice,
            Gate?.Option ?? 0,
            sizes.RemoveAll(size => size.IsFixed)
        );
}
