namespace NasCluster.Dashboard.Api;

/// <param name="Name">Whose key it is.</param>
/// <param name="Role">viewer, researcher or admin.</param>
/// <param name="LastUse">Since this process started; null for not at all.</param>
internal sealed record KeySummary(string Name, string Role, DateTimeOffset? LastUse);
