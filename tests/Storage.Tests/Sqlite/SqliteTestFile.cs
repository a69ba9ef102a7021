using Microsoft.Data.Sqlite;

namespace NasCluster.Storage.Tests.Sqlite;

/// <summary>A database file in a folder of its own, and hands on it beside the store's.</summary>
internal sealed class SqliteTestFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nas-store-").FullName;

    /// <summary>In a folder that does not exist yet.</summary>
    public string DatabasePath => Path.Combine(_folder, "data", "nas.db");

    public SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        return connection;
    }

    public void Execute(string sql)
    {
        using var connection = Open();
        Execute(connection, sql);
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public long Number(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Copies the files as they are on the disk at this moment, as a power cut would leave them.</summary>
    public SqliteTestFile Snapshot()
    {
        var copy = new SqliteTestFile();
        Directory.CreateDirectory(Path.GetDirectoryName(copy.DatabasePath)!);
        foreach (var suffix in (string[])["", "-wal"])
        {
            File.Copy(DatabasePath + suffix, copy.DatabasePath + suffix);
        }

        return copy;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
