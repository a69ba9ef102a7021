namespace NasCluster.Cli.Commands;

/// <summary>What `nas init` was told.</summary>
internal sealed record InitChoices(
    string Name,
    string Dataset,
    string Space,
    string Strategy,
    int Candidates,
    int Epochs
);
