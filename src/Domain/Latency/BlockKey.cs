namespace NasCluster.Domain.Latency;

/// <summary>What an entry of a latency table is looked up by: blocks with equal keys do equal work.</summary>
/// <param name="Input">Shape of the input without the batch, such as "16x28x28"; "16x28x28+3x224x224" with the image beside it.</param>
/// <param name="Block">The layers in order, one word each; "@" names inputs other than the layer before.</param>
/// <param name="Output">Shape of the output.</param>
public sealed record BlockKey(string Input, string Block, string Output);
