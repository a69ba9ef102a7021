using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Prediction;

/// <summary>A configuration and the accuracy it reached, 0…1.</summary>
public sealed record TrainedExample(Configuration Configuration, double Accuracy);
