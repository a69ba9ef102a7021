namespace NasCluster.Domain.Training;

/// <summary>The answer to an epoch: go on, or stop (the child then answers with a failed message of kind stopped).</summary>
public sealed record DirectiveCommand(string Nonce, bool Continue) : TrainerCommand;
