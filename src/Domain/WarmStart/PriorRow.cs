namespace NasCluster.Domain.WarmStart;

/// <summary>One result of a file, as texts by name.</summary>
/// <param name="Place">Where it stands, for messages: "Line 3", "Item 7".</param>
/// <param name="Texts">What it has.</param>
internal sealed record PriorRow(string Place, IReadOnlyDictionary<string, string> Texts);
