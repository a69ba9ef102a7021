namespace NasCluster.Domain.Prediction;

/// <summary>An expected accuracy and how far the members of the ensemble disagree on it (standard deviation).</summary>
public readonly record struct AccuracyPrediction(double Mean, double Deviation);
