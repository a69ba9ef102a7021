namespace NasCluster.Cli.Commands;

/// <summary>One line of `nas zoo list`.</summary>
internal sealed record ZooListing(string Name, string Family, int Resolution, int Classes, long Params, long Macs);
