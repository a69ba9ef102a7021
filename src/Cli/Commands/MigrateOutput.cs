namespace NasCluster.Cli.Commands;

/// <param name="Version">Schema version now.</param>
/// <param name="Applied">Names of the migrations that this call applied.</param>
/// <param name="Roles">Whether the roles were made or renewed.</param>
internal sealed record MigrateOutput(int Version, string[] Applied, bool Roles);
