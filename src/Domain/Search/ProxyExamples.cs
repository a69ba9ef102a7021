using NasCluster.Domain.Architectures;
using NasCluster.Domain.Prediction;

namespace NasCluster.Domain.Search;

/// <summary>Random architectures labelled with what costs nothing to know.</summary>
internal sealed class ProxyExamples(SearchView view)
{
    private readonly Feasibility _feasibility = new(view.Experiment, []);

    /// <summary>As many as asked for, less those that cannot be built; none where the space has no decoder.</summary>
    public List<ProxyExample> Draw(int count)
    {
        var random = SeededRandom.Create(view.Spec.Seed, "proxies");
        var examples = new List<ProxyExample>(count);
        for (var i = 0; i < count && view.Space.Decoder is not null; i++)
        {
            var configuration = view.Space.Sample(random);
            try
            {
                var cost = _feasibility.CostOf(configuration)!;
                examples.Add(new(configuration, cost.Macs.Total, cost.Params));
            }
            catch (InvalidNetworkException)
            {
                // Not every point of a user's space is a network; the pool's check leaves such points out as well.
            }
        }

        return examples;
    }
}
