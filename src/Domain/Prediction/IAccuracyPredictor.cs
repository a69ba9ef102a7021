using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Prediction;

/// <summary>Tells how accurate a configuration would be that was never trained. Not safe for use by two threads at once.</summary>
public interface IAccuracyPredictor
{
    /// <summary>Expected value, on the scale of the examples, and how unsure it is.</summary>
    AccuracyPrediction Predict(Configuration configuration);

    /// <summary>The expected value alone, where that takes less time.</summary>
    double PredictMean(Configuration configuration) => Predict(configuration).Mean;
}
