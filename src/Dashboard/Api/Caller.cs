namespace NasCluster.Dashboard.Api;

/// <param name="Name">Whose key was sent; "local" without keys.</param>
/// <param name="Role">viewer, researcher or admin.</param>
internal sealed record Caller(string Name, string Role);
