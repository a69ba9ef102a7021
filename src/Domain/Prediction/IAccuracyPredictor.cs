using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Prediction;

/// <summary>Tells how accurate a configuration would be that was never trained. Not safe for use by two threads at once.</summary>
public interface IAccuracyPredictor
{
    /// <summary>Expected value, on the scale of the examples, and how unsure it is.</summary>
    AccuracyPrediction Predict(Configuration configuration);

    /// <summary>The expected value alone, which takes less time.</summary>
    double PredictMean(Configuration configuration);

    /// <summary>The expected values of many points at once, the same to the bit as one by one. Safe for all threads.</summary>
    /// <param name="rows">Points of the predictor's space as <see cref="SpaceCodes"/> has them, one after the other.</param>
    /// <param name="means">Receives one value per row.</param>
    void PredictMeans(ReadOnlySpan<double> rows, Span<double> means);
}
