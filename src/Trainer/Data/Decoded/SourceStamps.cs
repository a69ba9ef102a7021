namespace NasCluster.Trainer.Data.Decoded;

/// <summary>Length and time of change of what a data set was read from: the same again means unchanged files.</summary>
/// <param name="Folder">With all links resolved.</param>
/// <param name="Entries">By name below the folder.</param>
internal sealed record SourceStamps(string Folder, SortedDictionary<string, SourceStamp> Entries);
