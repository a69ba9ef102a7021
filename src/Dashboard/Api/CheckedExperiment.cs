namespace NasCluster.Dashboard.Api;

/// <summary>What is known of an experiment file without submitting it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Space">Name of its search space.</param>
/// <param name="SpaceSize">Points of the space's discrete dimensions, as digits.</param>
/// <param name="Dimensions">Dimensions of the space.</param>
internal sealed record CheckedExperiment(string Name, string Space, string SpaceSize, int Dimensions);
