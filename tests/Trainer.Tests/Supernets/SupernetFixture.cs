using NasCluster.Domain.Architectures;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Supernets;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Supernets;
using NasCluster.Trainer.Tests.Shared;
using TorchSharp;

namespace NasCluster.Trainer.Tests.Supernets;

/// <summary>The supernet of a small space on tiny images, and ways to look at one of its architectures.</summary>
internal sealed class SupernetFixture : IDisposable
{
    public static readonly NetworkTarget Target = new(1, 28, Stripes.Classes);

    public SupernetFixture(string space, SupernetMode mode = SupernetMode.Full, CostKind cost = CostKind.Macs)
    {
        Space = SpaceCatalog.Find(space)!;
        Spec = new()
        {
            Choices = SupernetCatalog.ChoicesOf(Space),
            Mode = mode,
            Cost = cost,
        };
        Supernet = SupernetCatalog.Find(Space.Decoder)!.Build(Spec, Space.Reference().Architecture, Target);
        Super = new(Spec, Supernet, Supernet.Macs, new() { Seed = 3 });
    }

    public SearchSpace Space { get; }

    public SupernetSpec Spec { get; }

    public Supernet Supernet { get; }

    public SupernetModule Super { get; }

    public static torch.Tensor Images(int side = 28)
    {
        torch.manual_seed(1);
        return torch.rand(4, 1, side, side);
    }

    /// <summary>A random architecture, as a configuration, as options and as one-hot weights.</summary>
    public (Configuration Configuration, int[] Options, double[][] OneHot) Draw(int index)
    {
        var random = SeededRandom.Create(5, "architecture", index);
        var options = Spec.Choices.Select(choice => random.Next(choice.Options.Length)).ToArray();
        var architecture = Spec
            .Choices.Index()
            .Aggregate(
                Space.Reference().Architecture,
                (set, pair) => set.With(pair.Item.Name, pair.Item.Options[options[pair.Index]])
            );
        var oneHot = Spec
            .Choices.Select((choice, i) => choice.Options.Select((_, j) => j == options[i] ? 1.0 : 0).ToArray())
            .ToArray();
        return (new(architecture, ParameterSet.Empty), options, oneHot);
    }

    public Network Decode(Configuration configuration) =>
        DecoderCatalog.Get(Space.Decoder!).Decode(configuration, Target);

    /// <summary>Makes every pass use these weights.</summary>
    public void Give(double[][] weights)
    {
        var values = new float[weights.Length * Super.Weights.Width];
        for (var i = 0; i < weights.Length; i++)
        {
            for (var j = 0; j < weights[i].Length; j++)
            {
                values[i * Super.Weights.Width + j] = (float)weights[i][j];
            }
        }

        Super.Weights.Given = torch.tensor(values, [weights.Length, Super.Weights.Width]);
    }

    /// <summary>The network of an architecture with the supernet's numbers, cut where it is narrower.</summary>
    public GraphModule Derive(Configuration configuration, Func<string, string> nameOf)
    {
        var derived = new GraphModule(Decode(configuration), new() { Seed = 9 });
        var known = Super
            .Module.Tensors.Parameters.Concat(Super.Module.Tensors.Buffers)
            .ToDictionary(slot => slot.Name);
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        foreach (var slot in derived.Tensors.Parameters.Concat(derived.Tensors.Buffers))
        {
            var source = known[nameOf(slot.Name)].Value;
            for (var axis = 0; axis < slot.Shape.Length; axis++)
            {
                source = source.narrow(axis, 0, slot.Shape[axis]);
            }

            slot.Value.copy_(source);
        }

        return derived;
    }

    public void Dispose()
    {
        Super.Module.Dispose();
        Super.Weights.Given?.Dispose();
        Super.Weights.Dispose();
        Super.Cost.Dispose();
    }
}
