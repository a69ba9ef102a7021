using System.Net;
using System.Text.Json;

namespace NasCluster.Client;

/// <summary>The process of this machine that serves a store, found by the note it leaves in the folder.</summary>
internal static class ServedStore
{
    private const string NoteFile = "silo.json";

    /// <exception cref="NasConnectionException">There is no note: nobody serves the folder.</exception>
    public static IPEndPoint Find(string folder)
    {
        try
        {
            using var note = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, NoteFile)));
            return new(IPAddress.Loopback, note.RootElement.GetProperty("GatewayPort").GetInt32());
        }
        catch (Exception e)
            when (e
                    is IOException
                        or UnauthorizedAccessException
                        or JsonException
                        or InvalidOperationException
                        or KeyNotFoundException
            )
        {
            throw new NasConnectionException($"Nobody serves the store '{folder}'; 'nas serve' does.", e);
        }
    }
}
