namespace NasCluster.Cli.Commands;

internal sealed record SubmitOutput(string Experiment);
