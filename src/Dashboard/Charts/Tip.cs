namespace NasCluster.Dashboard.Charts;

/// <summary>One line that a point says when it is pointed at.</summary>
/// <param name="Label">Name of the value.</param>
/// <param name="Index">Place of the value in the point.</param>
/// <param name="Format">Of charts.js: percent, short, ms, whole or plain.</param>
public sealed record Tip(string Label, int Index, string Format);
