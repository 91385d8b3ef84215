import { TriangleAlert } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { Button } from './button';
import { StateView } from './state-view';

interface ErrorBoundaryProps {
  /** What failed, as in "The thread list". */
  what: string;
  /** A new value tries again: another thread is another chance. */
  resetKey?: unknown;
  children: ReactNode;
}

/** Keeps a fault in one part of the window from taking the others down. React has no function form of this. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidUpdate(before: ErrorBoundaryProps): void {
    if (this.state.error && before.resetKey !== this.props.resetKey) this.setState({ error: null });
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <StateView
        icon={TriangleAlert}
        tone="danger"
        title={`${this.props.what} cannot be shown`}
        actions={<Button onClick={() => this.setState({ error: null })}>Try again</Button>}
      >
        <p>This is a fault of Skein, not of your data.</p>
        <p className="mono">{error.message}</p>
      </StateView>
    );
  }
}
