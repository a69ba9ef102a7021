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
    private readonly SpaceCodes _codes;
    private readonly CodeEncoder _parts;

    private AccuracyPredictor(SearchSpace space, PredictorMember[] members, Scaler scaler)
    {
        _members = members;
        _scaler = scaler;
        _codes = SpaceCodes.Of(space);
        _parts = CodeEncoder.OfParts(space);
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
        var inputs = examples.Select(example => predictor.Encode(example.Configuration)).ToArray();
        // Each member has chance of its own, so that it is the same whichever is ready first.
        Parallel.For(
            0,
            members,
            i =>
            {
                var random = SeededRandom.Create(seed, "member", i);
                ensemble[i] = new(encoder.Network, architecture.Width, recipe.Width, random);
                ensemble[i].Fit(inputs, targets, random);
            }
        );
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

    public double PredictMean(Configuration configuration) => Predict(configuration).Mean;

    public void PredictMeans(ReadOnlySpan<double> rows, Span<double> means)
    {
        var columns = new float[Lanes.Block * _parts.Width];
        var joined = new float[Lanes.Block * _members[0].Joined];
        var outputs = new float[Lanes.Block];
        for (var start = 0; start < means.Length; start += Lanes.Block)
        {
            var block = means.Slice(start, Math.Min(Lanes.Block, means.Length - start));
            var stride = Lanes.Stride(block.Length);
            _parts.Encode(rows.Slice(start * _codes.Width, block.Length * _codes.Width), _codes.Width, columns, stride);
            block.Clear();
            foreach (var member in _members)
            {
                member.Predict(columns, stride, joined, outputs);
                for (var i = 0; i < block.Length; i++)
                {
                    block[i] += outputs[i];
                }
            }

            foreach (ref var mean in block)
            {
                mean = _scaler.Restore(mean / _members.Length);
            }
        }
    }

    private float[] Encode(Configuration configuration) => _parts.Encode(_codes.Encode(configuration));
}
