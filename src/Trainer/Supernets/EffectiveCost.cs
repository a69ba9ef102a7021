using System.Collections.Immutable;
using NasCluster.Domain.Supernets;
using TorchSharp;

namespace NasCluster.Trainer.Supernets;

/// <summary>The expected cost as a tensor: all terms at once, by index into the option weights and the effective sizes.</summary>
internal sealed class EffectiveCost : IDisposable
{
    private readonly ImmutableArray<ChoiceSize> _sizes;
    private readonly torch.Tensor _coefficients;
    private readonly torch.Tensor _options;
    private readonly ImmutableArray<torch.Tensor> _factors;

    public EffectiveCost(SupernetCost cost, int width, torch.Device device)
    {
        using var scope = torch.NewDisposeScope();
        var terms = cost.Terms;
        _sizes = [.. terms.SelectMany(term => term.Sizes).Distinct()];
        var most = terms.Max(term => term.Sizes.Length);
        _coefficients = Kept(torch.tensor(terms.Select(term => (float)term.Coefficient).ToArray(), device: device));
        // Place 0 of both tables is a 1.
        _options = Kept(Indices(terms.Select(term => term.Choice is { } c ? 1 + c * width + term.Option : 0), device));
        _factors =
        [
            .. Enumerable
                .Range(0, most)
                .Select(i =>
                    Kept(
                        Indices(
                            terms.Select(term => i < term.Sizes.Length ? 1 + _sizes.IndexOf(term.Sizes[i]) : 0),
                            device
                        )
                    )
                ),
        ];
    }

    /// <summary>One for each term; a checkpoint keeps them, since measured times differ from run to run.</summary>
    public torch.Tensor Coefficients => _coefficients;

    /// <summary>A scalar; the pass has been started.</summary>
    public torch.Tensor Of(ArchitectureWeights weights)
    {
        var one = torch.ones(1, device: _coefficients.device);
        var options = torch.cat([one, weights.Current.reshape(-1)]);
        var product = _coefficients.mul(options.index_select(0, _options));
        if (!_sizes.IsEmpty)
        {
            var sizes = torch.cat([one, torch.stack([.. _sizes.Select(weights.EffectiveOf)])]);
            product = _factors.Aggregate(product, (all, places) => all.mul(sizes.index_select(0, places)));
        }

        return product.sum();
    }

    public void Dispose()
    {
        _coefficients.Dispose();
        _options.Dispose();
        foreach (var factor in _factors)
        {
            factor.Dispose();
        }
    }

    private static torch.Tensor Indices(IEnumerable<int> values, torch.Device device) =>
        torch.tensor(values.Select(value => (long)value).ToArray(), device: device);

    private static torch.Tensor Kept(torch.Tensor tensor) => tensor.DetachFromDisposeScope();
}
