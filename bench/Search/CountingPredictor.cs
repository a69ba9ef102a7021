using NasCluster.Domain.Prediction;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Bench.Search;

/// <summary>Counts what a predictor is asked.</summary>
internal sealed class CountingPredictor(IAccuracyPredictor inner) : IAccuracyPredictor
{
    private long _count;

    public long Count => Interlocked.Read(ref _count);

    public AccuracyPrediction Predict(Configuration configuration) => inner.Predict(configuration);

    public double PredictMean(Configuration configuration) => inner.PredictMean(configuration);

    public void PredictMeans(ReadOnlySpan<double> rows, Span<double> means)
    {
        Interlocked.Add(ref _count, means.Length);
        inner.PredictMeans(rows, means);
    }
}
