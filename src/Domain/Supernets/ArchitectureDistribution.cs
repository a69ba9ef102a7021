using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Supernets;

/// <summary>The architectures of a trained supernet: each choice by itself, with the probabilities softmax(θ).</summary>
/// <param name="result">What was found.</param>
public sealed class ArchitectureDistribution(SupernetResult result)
{
    /// <summary>softmax of one choice's θ.</summary>
    public static double[] Softmax(IReadOnlyList<float> theta)
    {
        var most = theta.Max();
        var weights = theta.Select(value => Math.Exp(value - most)).ToArray();
        var sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    /// <summary>The most likely option of every choice.</summary>
    public Dictionary<string, ParameterValue> Likeliest() =>
        Choose(theta => theta.Index().MaxBy(pair => pair.Item).Index);

    /// <summary>An option of every choice by its probability.</summary>
    public Dictionary<string, ParameterValue> Draw(Random random) =>
        Choose(theta =>
        {
            var left = random.NextDouble();
            var probabilities = Softmax(theta);
            var option = 0;
            while (option < probabilities.Length - 1 && left >= probabilities[option])
            {
                left -= probabilities[option++];
            }

            return option;
        });

    private Dictionary<string, ParameterValue> Choose(Func<IReadOnlyList<float>, int> option) =>
        result
            .Choices.Zip(result.Theta)
            .ToDictionary(
                pair => pair.First.Name,
                pair => pair.First.Options[option(pair.Second)],
                StringComparer.Ordinal
            );
}
