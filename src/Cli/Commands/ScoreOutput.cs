namespace NasCluster.Cli.Commands;

internal sealed record ScoreOutput(double Reward);
