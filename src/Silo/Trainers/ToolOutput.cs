namespace NasCluster.Silo.Trainers;

/// <summary>What a run of the trainer program gave.</summary>
public sealed record ToolOutput(int ExitCode, string Text, string Error);
