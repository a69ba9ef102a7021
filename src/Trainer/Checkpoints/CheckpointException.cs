namespace NasCluster.Trainer.Checkpoints;

/// <summary>A checkpoint that cannot be used. The message starts with the code.</summary>
internal sealed class CheckpointException(string code, string message, Exception? inner = null)
    : Exception($"{code}: {message}", inner)
{
    /// <summary>Not there, not readable, or not of the recorded size.</summary>
    public const string Corrupt = "ckpt.corrupt";

    /// <summary>Its bytes are not those that were written.</summary>
    public const string Hash = "ckpt.hash";

    /// <summary>The header is too long, is not the JSON expected, or names another format.</summary>
    public const string Header = "ckpt.header";

    /// <summary>The tensors do not lie in the file as the header must say.</summary>
    public const string Layout = "ckpt.layout";

    /// <summary>Of another candidate, epoch or architecture.</summary>
    public const string Mismatch = "ckpt.mismatch";

    /// <summary>Written by a newer or older trainer.</summary>
    public const string Version = "ckpt.version";

    public string Code => code;
}
