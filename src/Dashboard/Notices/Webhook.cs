using System.Collections.Immutable;

namespace NasCluster.Dashboard.Notices;

/// <summary>An address that is told of notices.</summary>
/// <param name="Id">First digits of the SHA-256 of its address.</param>
/// <param name="Url">http or https.</param>
/// <param name="Secret">Signs what is sent.</param>
/// <param name="Kinds">What it is told of.</param>
internal sealed record Webhook(string Id, Uri Url, string Secret, ImmutableArray<NoticeKind> Kinds);
