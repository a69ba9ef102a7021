using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Prediction;

/// <summary>
/// JointNAS' accuracy predictor (FBNetV3 §3.2): a pre-trained architecture encoder, an accuracy head joined with the
/// recipe's encoding, Huber loss; here an ensemble of them, whose spread is the uncertainty.
/// </summary>
/// <remarks>The same seed and examples give the same predictor.</remarks>
public sealed class AccuracyPredictor : IAccuracyPredictor
{
    private readonly PredictorMember[] _members;
    private readonly Scaler _scaler;
    private readonly SpaceEncoder _architecture;
    private readonly SpaceEncoder _recipe;
    private readonly float[] _input;

    private AccuracyPredictor(SearchSpace space, PredictorMember[] members, Scaler scaler)
    {
        _members = members;
        _scaler = scaler;
        _architecture = new(space, SpacePart.Architecture);
        _recipe = new(space, SpacePart.Recipe);
        _input = new float[_architecture.Width + _recipe.Width];
    }

    /// <param name="space">The joint space.</param>
    /// <param name="proxies">Random architectures with their costs, for pre-training; may be empty.</param>
    /// <param name="examples">Trained candidates; at least one.</param>
    /// <param name="members">Networks in the ensemble; at least one.</param>
    /// <param name="seed">Seeds weights and the order of training.</param>
    public static AccuracyPredictor Fit(
        SearchSpace space,
        IReadOnlyList<ProxyExample> proxies,
        IReadOnlyList<TrainedExample> examples,
        int members,
        ulong seed
    )
    {
        var architecture = new SpaceEncoder(space, SpacePart.Architecture);
        var recipe = new SpaceEncoder(space, SpacePart.Recipe);
        var encoder = ArchitectureEncoder.Pretrain(architecture, proxies, SeededRandom.Create(seed, "encoder"));
        var scaler = Scaler.Of([.. examples.Select(example => example.Accuracy)]);
        var targets = examples.Select(example => scaler.Scale(example.Accuracy)).ToArray();
        var ensemble = new PredictorMember[members];
        var predictor = new AccuracyPredictor(space, ensemble, scaler);
        var inputs = examples.Select(example => predictor.Encode(example.Configuration).ToArray()).ToArray();
        for (var i = 0; i < members; i++)
        {
            var random = SeededRandom.Create(seed, "member", i);
            ensemble[i] = new(encoder.Network, architecture.Width, recipe.Width, random);
            ensemble[i].Fit(inputs, targets, random);
        }

        return predictor;
    }

    public AccuracyPrediction Predict(Configuration configuration)
    {
        var input = Encode(configuration);
        double sum = 0,
            squares = 0;
        foreach (var member in _members)
        {
            double output = member.Predict(input);
            sum += output;
            squares += output * output;
        }

        var mean = sum / _members.Length;
        var variance = Math.Max(0, squares / _members.Length - mean * mean);
        return new(_scaler.Restore(mean), Math.Sqrt(variance) * _scaler.Deviation);
    }

    private ReadOnlySpan<float> Encode(Configuration configuration)
    {
        _architecture.Encode(configuration, _input);
        _recipe.Encode(configuration, _input.AsSpan(_architecture.Width));
        return _input;
    }
}
