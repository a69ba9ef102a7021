namespace NasCluster.Domain.WarmStart;

/// <summary>A file with earlier results and how it is read.</summary>
/// <param name="Path">CSV (also gzipped) or JSON.</param>
/// <param name="Accuracy">Name of the accuracy in it.</param>
/// <param name="Scale">What accuracies are multiplied by to lie in 0…1.</param>
/// <param name="SkipOutside">Leave out what is no point of the space, instead of refusing the file.</param>
internal sealed record PriorSource(string Path, string Accuracy, double Scale, bool SkipOutside);
