using System.Text.Json;
using NasCluster.Domain;
using NasCluster.Domain.Training;

namespace NasCluster.Trainer.Protocol;

/// <summary>Writes messages, each as one line and in one piece.</summary>
internal sealed class MessageWriter(Stream stream)
{
    /// <exception cref="SlotGoneException">Nobody reads any more.</exception>
    public void Write(TrainerMessage message)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(message, DomainJson.Default.TrainerMessage);
        try
        {
            stream.Write([.. json, (byte)'\n']);
            stream.Flush();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw new SlotGoneException(e);
        }
    }
}
